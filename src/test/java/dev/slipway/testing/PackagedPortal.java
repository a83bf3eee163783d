package dev.slipway.testing;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How a portal is started from its package in `mvn verify`, which has one: the first that ends by
/// itself leaves an archive of its classes (JEP 350) to the later ones, whose start takes a third
/// less of processor time. Without a package portals start from the classes as they were compiled.
final class PackagedPortal {

  private final Path jar;
  private final Path archive;
  private final Path draft;
  private boolean makesArchive;

  private PackagedPortal(Path jar) throws IOException {
    this.jar = jar;
    // Of exactly this package: the JVM would not take it for another one.
    var stamp = Files.getLastModifiedTime(jar).toMillis();
    this.archive = jar.resolveSibling("portal-" + stamp + ".jsa");
    this.draft = jar.resolveSibling("portal-" + stamp + ".jsa.draft");
  }

  static @Nullable PackagedPortal find() throws IOException {
    var jar = System.getProperty("slipway.portal.jar");
    return jar != null && Files.exists(Path.of(jar)) ? new PackagedPortal(Path.of(jar)) : null;
  }

  /// The class path and the archive, for the `java` that runs it next.
  List<String> flags() throws IOException {
    var flags = new ArrayList<>(List.of("-cp", classPath(), "-Xlog:cds*=error"));
    if (Files.exists(archive)) {
      flags.add("-XX:SharedArchiveFile=" + archive);
    } else if (taken()) {
      flags.add("-XX:ArchiveClassesAtExit=" + draft);
    }
    return flags;
  }

  /// Whether this portal writes the archive when it ends, which takes it some seconds.
  boolean makesArchive() {
    return makesArchive;
  }

  /// Says how it ended: a killed portal leaves the archive to another one.
  void ended(boolean byItself) throws IOException {
    if (!makesArchive) {
      return;
    }
    makesArchive = false;
    if (byItself && Files.size(draft) > 0) {
      Files.move(draft, archive, ATOMIC_MOVE);
    } else {
      Files.deleteIfExists(draft);
    }
  }

  /// One portal at a time, of all the JVMs that run tests.
  private boolean taken() throws IOException {
    try {
      Files.createFile(draft);
      makesArchive = true;
    } catch (FileAlreadyExistsException _) {
      makesArchive = false;
    }
    return makesArchive;
  }

  /// Without the folders of compiled classes: an archive holds those of packages only.
  private String classPath() {
    var libraries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .collect(Collectors.joining(File.pathSeparator));
    return jar + File.pathSeparator + libraries;
  }
}
