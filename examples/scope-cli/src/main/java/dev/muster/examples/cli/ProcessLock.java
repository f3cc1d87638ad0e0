package dev.muster.examples.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One at a time among all threads of all processes of this machine, by a lock on a file beside the
 * credentials. The file stays, empty: to delete it would let two have "the" lock. A process that
 * dies gives its lock back.
 */
final class ProcessLock implements Lock {
  /** A lock on a file is the process's, so its threads take turns first. */
  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final Path path;

  private ProcessLock(Path path) {
    this.path = path;
  }

  static ProcessLock beside(Path file, String suffix) {
    return new ProcessLock(
        PrivateFiles.folderOf(file).normalize().resolve(file.getFileName() + suffix));
  }

  @Override
  public <T> T during(Supplier<T> work) {
    ReentrantLock threads = THREADS.computeIfAbsent(path, unused -> new ReentrantLock());
    threads.lock();
    try {
      return threads.getHoldCount() > 1 ? work.get() : aloneInAllProcesses(work);
    } finally {
      threads.unlock();
    }
  }

  private <T> T aloneInAllProcesses(Supplier<T> work) {
    try (FileChannel channel = open();
        FileLock lock = channel.lock()) {
      assert lock.isValid();
      return work.get();
    } catch (IOException failed) {
      throw Trouble.of(Exit.LOCAL, "lock", path + " can't be locked");
    }
  }

  private FileChannel open() throws IOException {
    PrivateFiles.makeFolder(PrivateFiles.folderOf(path));
    return FileChannel.open(
        path,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        PrivateFiles.forFile(path));
  }
}
