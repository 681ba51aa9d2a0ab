package dev.cleat.cli;

import dev.cleat.rpc.RpcException;
import dev.cleat.vfs.VfsError;
import dev.cleat.vfs.VfsException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What failures are called when people read them: what it was about, then why. */
final class ErrorWords {
    private ErrorWords() {}

    static String of(IOException failure) {
        return Printable.of(
                switch (failure) {
                    case VfsException e -> about(e) + words(e.error());
                    case RpcException e -> of(e.reason());
                    case UnknownHostException e -> "unknown host " + e.getMessage();
                    case ConnectException e -> "nobody listens there: " + e.getMessage();
                    case NoRouteToHostException e -> "a firewall refuses it, or there is no way to that host";
                    case FileSystemException e -> e.getFile() + ": " + words(e);
                    default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
                });
    }

    private static String of(RpcException.Reason reason) {
        return switch (reason) {
            case RpcException.NoAnswer none -> none + ": a firewall on either side, or a host that is off";
            case RpcException.ProgramMismatch mismatch -> mismatch + ", and this speaks version 3";
            case RpcException.Unaccepted refused -> "another program listens there: " + refused;
            case RpcException.RpcMismatch mismatch -> mismatch.toString();
            case RpcException.Denied denied -> "the server does not let this machine in: " + denied;
        };
    }

    /** The message without the name of the error before it. */
    private static String about(VfsException e) {
        String message = String.valueOf(e.getMessage());
        String name = e.error().name();
        return message.startsWith(name + ": ") ? message.substring(name.length() + 2) + ": " : "";
    }

    private static String words(FileSystemException e) {
        return switch (e) {
            case NoSuchFileException none -> words(VfsError.NOENT);
            case FileAlreadyExistsException taken -> words(VfsError.EXIST);
            case AccessDeniedException denied -> words(VfsError.ACCES);
            case DirectoryNotEmptyException full -> words(VfsError.NOTEMPTY);
            default -> String.valueOf(e.getReason());
        };
    }

    static String words(VfsError error) {
        return switch (error) {
            case PERM -> "only the owner or root may do that";
            case NOENT -> "no such file or directory";
            case IO -> "input or output error";
            case NXIO, NODEV -> "no such device";
            case ACCES -> "permission denied";
            case EXIST -> "is there already";
            case XDEV -> "on another volume";
            case NOTDIR -> "not a directory";
            case ISDIR -> "is a directory";
            case INVAL -> "not possible with that";
            case FBIG -> "too large";
            case NOSPC -> "no space left";
            case ROFS -> "read-only";
            case MLINK -> "too many links";
            case NAMETOOLONG -> "name too long";
            case NOTEMPTY -> "directory not empty";
            case DQUOT -> "quota exceeded";
            case STALE -> "gone meanwhile";
            case BADHANDLE -> "the server does not know its own handle";
            case NOT_SYNC -> "changed meanwhile";
            case BAD_COOKIE -> "the server cannot go on with its listing";
            case NOTSUPP -> "the server cannot do that";
            case TOOSMALL -> "the server needs larger messages";
            case SERVERFAULT -> "the server has a fault";
            case BADTYPE -> "the server cannot make files of that kind";
            case JUKEBOX, WOULD_BLOCK -> "the server is not ready, try again later";
        };
    }
}
