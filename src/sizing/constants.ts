/** Measured constants of CPython 3.11-3.13 on x86-64 Linux, and the headroom rules built on them. */

const KIB = 1024;
export const MIB = 1024 * 1024;

/** The busiest share of slots, connections or a lock that still leaves room for bursts. */
export const SLOT_CEILING = 0.8;
/** `sys.getswitchinterval()`: a longer hold of the GIL is cut into slices of this length. */
export const GIL_SWITCH_SECONDS = 0.005;
/** An idle thread keeps 13-24 KiB resident; the 8-10 MiB of its stack are virtual. */
export const THREAD_BYTES = 32 * KIB;
/** An asyncio task (4 KiB) with one connection (64 KiB, mostly TLS state and buffers). */
export const TASK_BYTES = 68 * KIB;
export const SUPERVISOR_BYTES = 30 * MIB;
/** What a host's memory can be filled to before the kernel starts to reclaim. */
export const USABLE_MEMORY = 0.8;
/** Requests in flight at a busy moment over the mean in flight. */
export const IN_FLIGHT_HEADROOM = 1.3;
/** The free-threaded build needs 15-20% more memory (PEP 779). */
export const FREE_THREADED_MEMORY = 1.2;

/** Copying a parent of ordinary size. */
export const FORK_SECONDS = 0.005;
/** CPU to start a fresh interpreter, without the application's own imports. */
export const SPAWN_CPU_SECONDS = 0.14;
/** CPU of `ProcessPoolExecutor` per chunk, spent one after the other in the parent. */
export const DISPATCH_SECONDS = 0.0005;
/** Work per chunk that makes the dispatch negligible. */
export const CHUNK_SECONDS = 0.02;
/** A batch aims at this share of its deadline. */
export const DEADLINE_SHARE = 0.9;
/** When a cap is below the load: the share of the cap to size for. */
export const ONLINE_CAP_SHARE = 0.8;
export const BATCH_CAP_SHARE = 0.9;

/** Rounding noise that must not push a ratio over its ceiling, such as 0.7000000000000001 over 0.7. */
export const TOLERANCE = 1e-9;
