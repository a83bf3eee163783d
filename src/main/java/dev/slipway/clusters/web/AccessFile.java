package dev.slipway.clusters.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A manifest that grants rights to the portal's account, as it stands in `k8s/access`.
enum AccessFile {
  READ("read.yaml", "The account, and all that Slipway shows"),
  DEPLOY("deploy.yaml", "Optional: roll out, roll back, restart, scale"),
  BACKUP("backup.yaml", "Optional: start and read backups");

  private final String file;
  private final String purpose;

  AccessFile(String file, String purpose) {
    this.file = file;
    this.purpose = purpose;
  }

  static Optional<AccessFile> named(String file) {
    return Arrays.stream(values()).filter(each -> each.file.equals(file)).findFirst();
  }

  static List<AccessFile> all() {
    return List.of(values());
  }

  public String file() {
    return file;
  }

  public String purpose() {
    return purpose;
  }

  public String href() {
    return "/clusters/access/" + file;
  }

  public String text() {
    try (var stream = AccessFile.class.getResourceAsStream("/access/" + file)) {
      if (stream == null) {
        throw new IllegalStateException(file + " is not in this build");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
