package dev.cleat.nfs3;

import dev.cleat.specification.XdrSpecification;
import dev.cleat.vfs.Attributes;
import dev.cleat.vfs.SetAttributes;
import dev.cleat.vfs.SetAttributes.ClientTime;
import dev.cleat.vfs.SetAttributes.ServerTime;
import dev.cleat.vfs.SetAttributes.SetTime;
import dev.cleat.xdr.Opaque;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Shows what is not a record of the wire's members as one that is. */
final class Views {
    private Views() {}

    static XdrSpecification on(XdrSpecification specification) {
        return specification
                .view(Instant.class, Time.class, Time::of, Time::instant)
                .view(Duration.class, Time.class, Time::of, Time::duration)
                .view(SetAttributes.class, Changes.class, Changes::of, Changes::attributes)
                .view(Read.Ok.class, Ok.class, Ok::of, Ok::results)
                .view(Write.class, Written.class, Written::of, Written::arguments);
    }

    record Time(int seconds, int nanoseconds) {
        static Time of(Instant time) {
            return new Time((int) time.getEpochSecond(), time.getNano());
        }

        static Time of(Duration time) {
            return new Time((int) time.getSeconds(), time.getNano());
        }

        Instant instant() {
            return Instant.EPOCH.plus(duration());
        }

        Duration duration() {
            return Duration.ofSeconds(Integer.toUnsignedLong(seconds), Math.floorMod(nanoseconds, 1_000_000_000));
        }
    }

    record Changes(
            @Nullable Integer mode,
            @Nullable Integer uid,
            @Nullable Integer gid,
            @Nullable Long size,
            How accessed,
            How modified) {
        static Changes of(SetAttributes set) {
            return new Changes(
                    set.mode(), set.uid(), set.gid(), set.size(), How.of(set.accessed()), How.of(set.modified()));
        }

        /** Bits above those of the mode are not read. */
        SetAttributes attributes() {
            Integer bits = mode == null ? null : mode & Attributes.MODE_MASK;
            return new SetAttributes(bits, uid, gid, size, accessed.setTime(), modified.setTime());
        }
    }

    sealed interface How {
        static How of(@Nullable SetTime time) {
            return switch (time) {
                case null -> new DontChange();
                case ServerTime() -> new SetToServerTime();
                case ClientTime(Instant instant) -> new SetToClientTime(instant);
            };
        }

        default @Nullable SetTime setTime() {
            return switch (this) {
                case DontChange() -> null;
                case SetToServerTime() -> new ServerTime();
                case SetToClientTime(Instant instant) -> new ClientTime(instant);
            };
        }
    }

    record DontChange() implements How {}

    record SetToServerTime() implements How {}

    record SetToClientTime(Instant time) implements How {}

    record Ok(@Nullable Attributes attributes, int count, boolean eof, ByteBuffer data) {
        static Ok of(Read.Ok results) {
            return new Ok(results.attributes(), results.data().remaining(), results.eof(), results.data());
        }

        Read.Ok results() {
            return new Read.Ok(attributes, eof, data);
        }
    }

    record Written(Opaque file, long offset, int count, Stability stability, ByteBuffer data) {
        static Written of(Write call) {
            return new Written(call.file(), call.offset(), call.data().remaining(), call.stability(), call.data());
        }

        Write arguments() {
            return new Write(file, offset, stability, data);
        }
    }
}
