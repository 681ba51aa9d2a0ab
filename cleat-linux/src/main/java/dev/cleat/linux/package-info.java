/**
 * A back end over Linux system calls.
 *
 * <p>{@link dev.cleat.linux.LinuxVfs} is the way in. From there downwards:
 *
 * <ul>
 *   <li>{@code Tree}, {@code Creation}, {@code AttributeChange}, {@code FileData}, {@code DirectoryListing} and
 *       {@code Rights} do what the interface promises, each one part of it; {@code ImmediateVfs} does what cannot wait.
 *   <li>{@code Objects} turns identities into descriptors. {@code Volumes} knows the mounts, {@code ObjectIds} how objects are
 *       found on one of them: {@code KernelIds} by the kernel's handles, {@code PlaceIds} by the places where they were seen.
 *       {@code Descriptors} keeps open what is in use, {@code Sweeper} closes the rest, and
 *       {@code DescriptorBudget} sees to it that all trees together keep no more than one may.
 *   <li>{@code Worker} is a thread as the kernel sees it: {@code Identity} changes whom it acts as, {@code Scratch} is its
 *       memory, {@code Syscalls} are its calls, {@code SystemCall} is the one foreign function.
 *   <li>{@link dev.cleat.linux.HostUsers} has nothing to do with all that: it asks the C library for the groups of users.
 * </ul>
 *
 * <p>Rights are taken for single system calls: whatever stands between {@code become} and {@code service} runs as the caller,
 * everything else as the service.
 */
@NullMarked
package dev.cleat.linux;

import org.jspecify.annotations.NullMarked;
