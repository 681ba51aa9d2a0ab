package dev.cleat.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Calls as they come from people's work: the shares resemble those of SPEC SFS 2008 for NFSv3, half of the reads and writes
 * are of 4 KiB, a quarter of 8, the others of 32 and 64.
 */
enum Mixed implements Workload {
    PROFILE;

    private static final int FILES = 1;
    private static final Listing PAGE = new Listing(true, 8192);

    @Override
    public void before(Client client, Ground ground) {
        for (Slot slot : client.connection.slots) {
            slot.stage = 0;
        }
    }

    @Override
    public void next(Client client, Ground ground, Slot slot) {
        int share = client.random.nextInt(100);
        if (share < 26) {
            Asking.GETATTR.next(client, ground, slot);
        } else if (share < 50) {
            Asking.LOOKUP.next(client, ground, slot);
        } else if (share < 68) {
            new Reading(size(client)).next(client, ground, slot);
        } else if (share < 79) {
            Asking.ACCESS.next(client, ground, slot);
        } else if (share < 89) {
            new Writing(size(client), Writing.UNSTABLE).next(client, ground, slot);
        } else if (share < 93) {
            Changing.MODE.next(client, ground, slot);
        } else {
            rare(client, ground, slot, share);
        }
    }

    private static void rare(Client client, Ground ground, Slot slot, int share) {
        if (share < 95) {
            slot.cookie = 0;
            slot.cookieVerifier = 0;
            PAGE.write(client, slot, ground.small);
        } else if (share < 97) {
            makeOrRemove(client, ground, slot);
        } else if (share < 98) {
            Asking.FSSTAT.next(client, ground, slot);
        } else if (share < 99) {
            ground.written.get(client.number).write(client.begin(slot, Op.COMMIT));
            slot.call.putLong(0).putInt(0);
        } else {
            Asking.READLINK.next(client, ground, slot);
        }
    }

    /** A slot makes a file, and next time removes it. */
    private static void makeOrRemove(Client client, Ground ground, Slot slot) {
        ByteBuffer out = client.begin(slot, slot.stage == FILES ? Op.REMOVE : Op.CREATE);
        ground.scratch.get(client.number).write(out);
        Xdr.opaque(out, ("mixed" + slot.number).getBytes(StandardCharsets.US_ASCII));
        if (slot.stage != FILES) {
            Making.FILE.newAttributes(out);
        }
        slot.stage ^= FILES;
    }

    private static int size(Client client) {
        int share = client.random.nextInt(100);
        if (share < 50) {
            return 4 << 10;
        }
        if (share < 75) {
            return 8 << 10;
        }
        return share < 90 ? 32 << 10 : 64 << 10;
    }

    @Override
    public void check(Client client, Ground ground, Slot slot, ByteBuffer in) {
        switch (slot.op) {
            case NULL, FSINFO, MKDIR, RMDIR, RENAME, READDIR -> throw new WrongAnswer(slot.op, "never called");
            case GETATTR -> Asking.GETATTR.check(client, ground, slot, in);
            case LOOKUP -> Asking.LOOKUP.check(client, ground, slot, in);
            case ACCESS -> Asking.ACCESS.check(client, ground, slot, in);
            case READLINK -> Asking.READLINK.check(client, ground, slot, in);
            case FSSTAT -> Asking.FSSTAT.check(client, ground, slot, in);
            case READ -> Reading.check(slot, in, 0);
            case WRITE -> new Writing(slot.length, Writing.UNSTABLE).check(client, ground, slot, in);
            case SETATTR -> Changing.MODE.check(client, ground, slot, in);
            case CREATE, REMOVE -> Making.FILE.check(client, ground, slot, in);
            case COMMIT -> changed(slot, in);
            case READDIRPLUS -> page(slot, in);
        }
    }

    private static void changed(Slot slot, ByteBuffer in) {
        Answers.ok(slot, in);
        Answers.change(slot, in);
        in.getLong();
        Answers.end(slot, in);
    }

    private static void page(Slot slot, ByteBuffer in) {
        Listing.header(slot, in);
        slot.entries = 0;
        while (in.getInt() != 0) {
            long fileId = in.getLong();
            Xdr.skipOpaque(in);
            PAGE.entry(slot, in, fileId);
        }
        WrongAnswer.unless(slot.entries > 0, slot, "a page without entries");
        in.getInt();
        Answers.end(slot, in);
        // Pages of a mix are calls like others.
        slot.entries = 0;
    }

    @Override
    public void after(Client client, Ground ground) throws IOException {
        for (Slot slot : client.connection.slots) {
            if (slot.stage == FILES) {
                makeOrRemove(client, ground, slot);
                client.await(slot, (same, in) -> Answers.ok(slot, in));
            }
        }
    }
}
