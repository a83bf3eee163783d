package dev.slipway.sandbox.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How to reach a cluster. Port and token are found again in the file of last time.
record Kubeconfig(String name, int port, String token) {

  private static final Pattern TOKEN = Pattern.compile("token: ([0-9a-f]{32,})");
  private static final Pattern SERVER = Pattern.compile("server: http://127\\.0\\.0\\.1:([0-9]+)");

  static Kubeconfig recall(String name, Path file) {
    String before = "";
    try {
      before = Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Matcher token = TOKEN.matcher(before);
    Matcher server = SERVER.matcher(before);
    return new Kubeconfig(
        name,
        server.find() ? Integer.parseInt(server.group(1)) : 0,
        token.find() ? token.group(1) : newToken());
  }

  static String newToken() {
    var bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  Kubeconfig at(int actual) {
    return new Kubeconfig(name, actual, token);
  }

  String text() {
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: %1$s
      cluster:
        server: http://127.0.0.1:%2$d
    contexts:
    - name: %1$s
      context:
        cluster: %1$s
        user: %1$s
    current-context: %1$s
    users:
    - name: %1$s
      user:
        token: %3$s
    """
        .formatted(name, port, token);
  }

  void write(Path file) {
    try {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, text());
      if (Files.getFileStore(next).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
      }
      Files.move(
          next,
          file,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
