package dev.cleat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.export.Export;
import dev.cleat.export.ExportOptions;
import dev.cleat.export.Squash;
import dev.cleat.rpc.ProgramVersion;
import dev.cleat.rpc.Protocol;
import dev.cleat.rpc.RpcClient;
import dev.cleat.rpc.RpcException;
import dev.cleat.rpc.auth.Credential;
import dev.cleat.rpc.bind.Mapping;
import dev.cleat.rpc.bind.PmapGetPort;
import dev.cleat.rpc.transport.ClientChannelDatagram;
import dev.cleat.rpc.transport.ClientChannelStream;
import dev.cleat.rpc.transport.SourcePort;
import dev.cleat.server.NfsServer;
import dev.cleat.server.PortmapMode;
import dev.cleat.server.ServerListener;
import dev.cleat.vfs.Caller;
import dev.cleat.vfs.FileId;
import dev.cleat.vfs.Name;
import dev.cleat.vfs.NewObject;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.memory.MemoryVfs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A server on loopback with a portmapper, and the ways to talk to it. One export: {@code /boot}, with a file in a folder. */
@Timeout(60)
abstract class Conversation {
    static final Credential ROOT = new Credential.Sys(0, "client", 0, 0, List.of(0));
    static final String KERNEL = "all that a machine needs to start".repeat(400);

    final MemoryVfs vfs = new MemoryVfs();
    NfsServer server;
    private final List<RpcClient> clients = new ArrayList<>();
    private final List<Throwable> faults = new ArrayList<>();

    @BeforeEach
    void serve() throws IOException {
        vfs.setAttributes(vfs.root(), SetAttributes.mode(0777), Caller.ROOT);
        FileId images = make(vfs.root(), "images", new NewObject.Directory(SetAttributes.mode(0755)));
        FileId kernel = make(images, "kernel", new NewObject.RegularFile(SetAttributes.mode(0644)));
        vfs.write(kernel, 0, ByteBuffer.wrap(KERNEL.getBytes(StandardCharsets.UTF_8)), Caller.ROOT);
        make(images, "current", new NewObject.SymbolicLink(Name.of("kernel"), SetAttributes.NONE));
        server = NfsServer.builder()
                .export(new Export("boot", "/srv/boot", vfs, ExportOptions.DEFAULT.withSquash(Squash.NONE)))
                .port(0)
                .mountPort(0)
                .portmap(new PortmapMode.Own(0))
                .listener(new ServerListener() {
                    @Override
                    public void failed(String what, InetSocketAddress client, Throwable fault) {
                        faults.add(fault);
                    }
                })
                .start();
    }

    @AfterEach
    void end() {
        clients.forEach(RpcClient::close);
        server.close();
        assertThat(faults).isEmpty();
    }

    final FileId make(FileId directory, String name, NewObject object) throws IOException {
        return vfs.create(directory, Name.of(name), object, Caller.ROOT).id();
    }

    /** Asks the portmapper, version 2, over either protocol; both answer for both. */
    final int getPort(Protocol asked, ProgramVersion program, Protocol wanted) throws IOException {
        int protocol = wanted == Protocol.TCP ? 6 : 17;
        return portmapper(asked)
                .call(new PmapGetPort(new Mapping(program.program(), program.version(), protocol, 0)))
                .port();
    }

    final RpcClient portmapper(Protocol protocol) throws IOException {
        return connect(protocol, server.portmapPort().orElseThrow(), new Credential.None());
    }

    final RpcClient connect(Protocol protocol, int port, Credential credential) throws IOException {
        return connect(protocol, port, credential, clients.size()); // equal xids would be duplicates
    }

    /** Who connects again with the same numbers says the same again: retransmissions are what it says then. */
    final RpcClient connect(Protocol protocol, int port, Credential credential, int xids) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        RpcClient client = new RpcClient(
                        protocol == Protocol.TCP
                                ? ClientChannelStream.tcp(address, SourcePort.ANY, Duration.ofSeconds(10))
                                : ClientChannelDatagram.udp(address, SourcePort.ANY, Duration.ofSeconds(10)),
                        new Random(xids))
                .as(credential)
                .within(Duration.ofSeconds(20));
        clients.add(client);
        return client;
    }

    /** What a call that must be turned away is told. */
    static RpcException.Reason refusal(Attempt attempt) throws IOException {
        try {
            attempt.run();
        } catch (RpcException e) {
            return e.reason();
        }
        throw new AssertionError("the call was carried out");
    }

    @FunctionalInterface
    interface Attempt {
        void run() throws IOException;
    }
}
