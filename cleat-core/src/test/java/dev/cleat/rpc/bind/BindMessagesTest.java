package dev.cleat.rpc.bind;

import static dev.cleat.specification.MessageContract.Golden.answer;
import static dev.cleat.specification.MessageContract.Golden.call;

import dev.cleat.rpc.Procedure;
import dev.cleat.specification.MessageContract;
import dev.cleat.specification.XdrSpecification;
import dev.cleat.xdr.Opaque;
import java.util.List;
import java.util.stream.Stream;

class BindMessagesTest extends MessageContract {
    /** NFS version 3 over TCP at 2049. */
    private static final String MAPPING_HEX = "000186a3 00000003 00000006 00000801";

    private static final Mapping MAPPING = new Mapping(100003, 3, 6, 2049);

    /** The same with "tcp6", "::1.8.1" and "root". */
    private static final String RPCB_HEX =
            "000186a3 00000003 00000004 74637036 00000007 3a3a312e382e3100 00000004 726f6f74";

    private static final Rpcb RPCB = new Rpcb(100003, 3, "tcp6", "::1.8.1", "root");

    /** MOUNT 3, NULL, with two bytes of arguments. */
    private static final String CALL_HEX = "000186a5 00000003 00000000 00000002 abcd0000";

    private static final Opaque BYTES = Opaque.of(new byte[] {(byte) 0xab, (byte) 0xcd});
    private static final String NETBUF_HEX = "00000010 00000002 abcd0000";
    private static final Netbuf NETBUF = new Netbuf(16, BYTES);
    private static final String UADDR_HEX = "00000007 3a3a312e382e3100";

    @Override
    protected XdrSpecification specification() {
        return XdrSpecification.of(BindMessagesTest.class, "bind.x");
    }

    @Override
    protected List<Procedure<?, ?>> procedures() {
        Stream<Procedure<?, ?>> two = Stream.of(
                PmapSet.PROCEDURE,
                PmapUnset.PROCEDURE,
                PmapGetPort.PROCEDURE,
                PmapDump.PROCEDURE,
                PmapCallIt.PROCEDURE);
        List<Procedure<?, ?>> common = List.of(
                RpcbSet.PROCEDURE,
                RpcbUnset.PROCEDURE,
                RpcbGetAddr.PROCEDURE,
                RpcbDump.PROCEDURE,
                RpcbGetTime.PROCEDURE,
                RpcbUaddr2Taddr.PROCEDURE,
                RpcbTaddr2Uaddr.PROCEDURE);
        Stream<Procedure<?, ?>> three = Stream.of(RpcbCallIt.PROCEDURE);
        Stream<Procedure<?, ?>> four = Stream.of(
                RpcbCallIt.BROADCAST, RpcbCallIt.INDIRECT, RpcbGetAddr.OF_THIS_VERSION, RpcbGetAddrList.PROCEDURE);
        Stream<Procedure<?, ?>> commonToFour = common.stream().map(procedure -> procedure.in(Bind.V4));
        return Stream.of(two, common.stream(), three, commonToFour, four)
                .<Procedure<?, ?>>flatMap(each -> each)
                .toList();
    }

    @Override
    protected List<Golden> golden() {
        return Stream.of(portmap(), rpcbind(), addresses())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Golden> portmap() {
        return List.of(
                call(PmapSet.PROCEDURE, new PmapSet(MAPPING), MAPPING_HEX),
                answer(PmapSet.PROCEDURE, new Accepted(true), "00000001"),
                call(PmapUnset.PROCEDURE, new PmapUnset(MAPPING), MAPPING_HEX),
                answer(PmapUnset.PROCEDURE, new Accepted(false), "00000000"),
                call(PmapGetPort.PROCEDURE, new PmapGetPort(MAPPING), MAPPING_HEX),
                answer(PmapGetPort.PROCEDURE, new PmapGetPort.Result(2049), "00000801"),
                call(PmapDump.PROCEDURE, new PmapDump(), ""),
                answer(PmapDump.PROCEDURE, new PmapDump.Result(List.of()), "00000000"),
                answer(
                        PmapDump.PROCEDURE,
                        new PmapDump.Result(List.of(MAPPING, MAPPING)),
                        "00000001" + MAPPING_HEX + "00000001" + MAPPING_HEX + "00000000"),
                call(PmapCallIt.PROCEDURE, new PmapCallIt(100005, 3, 0, BYTES), CALL_HEX),
                answer(PmapCallIt.PROCEDURE, new PmapCallIt.Result(2049, BYTES), "00000801 00000002 abcd0000"));
    }

    private static List<Golden> rpcbind() {
        RpcbCallIt callIt = new RpcbCallIt(100005, 3, 0, BYTES);
        RpcbCallIt.Result called = new RpcbCallIt.Result("::1.8.1", BYTES);
        String calledHex = UADDR_HEX + "00000002 abcd0000";
        return List.of(
                call(RpcbSet.PROCEDURE, new RpcbSet(RPCB), RPCB_HEX),
                answer(RpcbSet.PROCEDURE, new Accepted(true), "00000001"),
                call(RpcbUnset.PROCEDURE, new RpcbUnset(RPCB), RPCB_HEX),
                answer(RpcbUnset.PROCEDURE, new Accepted(false), "00000000"),
                call(RpcbDump.PROCEDURE, new RpcbDump(), ""),
                answer(
                        RpcbDump.PROCEDURE,
                        new RpcbDump.Result(List.of(RPCB, RPCB)),
                        "00000001" + RPCB_HEX + "00000001" + RPCB_HEX + "00000000"),
                call(RpcbCallIt.PROCEDURE, callIt, CALL_HEX),
                answer(RpcbCallIt.PROCEDURE, called, calledHex),
                call(RpcbCallIt.BROADCAST, callIt, CALL_HEX),
                answer(RpcbCallIt.BROADCAST, called, calledHex),
                call(RpcbCallIt.INDIRECT, callIt, CALL_HEX),
                answer(RpcbCallIt.INDIRECT, called, calledHex),
                call(RpcbGetTime.PROCEDURE, new RpcbGetTime(), ""),
                answer(RpcbGetTime.PROCEDURE, new RpcbGetTime.Result(0x5f000000), "5f000000"));
    }

    private static List<Golden> addresses() {
        RpcbGetAddr.Result address = new RpcbGetAddr.Result("::1.8.1");
        RpcbGetAddrList.Entry entry = new RpcbGetAddrList.Entry("::1.8.1", "tcp6", 3, "inet6", "tcp");
        String entryHex = UADDR_HEX + "00000004 74637036 00000003 00000005 696e657436000000 00000003 74637000";
        return List.of(
                call(RpcbGetAddr.PROCEDURE, new RpcbGetAddr(RPCB), RPCB_HEX),
                answer(RpcbGetAddr.PROCEDURE, address, UADDR_HEX),
                answer(RpcbGetAddr.PROCEDURE, new RpcbGetAddr.Result(""), "00000000"),
                call(RpcbGetAddr.OF_THIS_VERSION, new RpcbGetAddr(RPCB), RPCB_HEX),
                answer(RpcbGetAddr.OF_THIS_VERSION, address, UADDR_HEX),
                call(RpcbUaddr2Taddr.PROCEDURE, new RpcbUaddr2Taddr("::1.8.1"), UADDR_HEX),
                answer(RpcbUaddr2Taddr.PROCEDURE, NETBUF, NETBUF_HEX),
                call(RpcbTaddr2Uaddr.PROCEDURE, new RpcbTaddr2Uaddr(NETBUF), NETBUF_HEX),
                answer(RpcbTaddr2Uaddr.PROCEDURE, address, UADDR_HEX),
                call(RpcbGetAddrList.PROCEDURE, new RpcbGetAddrList(RPCB), RPCB_HEX),
                answer(
                        RpcbGetAddrList.PROCEDURE,
                        new RpcbGetAddrList.Result(List.of(entry)),
                        "00000001" + entryHex + "00000000"));
    }
}
