package dev.cleat.vfs;

/**
 * A platform thread that does nothing but serve: servers make all their calls on back ends that wait for the
 * {@link Blocking#DISK} on threads of this class.
 *
 * <p>A back end may leave behind on it what the operating system keeps per thread, such as identity, capabilities and umask;
 * on anybody else's thread it has to put them back before it returns. As a new thread inherits them, a serving thread starts
 * no other threads.
 */
public class ServingThread extends Thread {
    /**
     * @param task what it runs, not yet started
     * @param name shown in thread dumps
     */
    public ServingThread(Runnable task, String name) {
        super(task, name);
    }
}
