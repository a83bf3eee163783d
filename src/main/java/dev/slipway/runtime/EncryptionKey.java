package dev.slipway.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Finds the key that seals credentials and templates. It never lies in the database: an operator
/// gives it, or the data folder of an embedded database holds a generated one.
final class EncryptionKey {

  static final int BYTES = 32;

  private EncryptionKey() {}

  static byte[] find(SlipwayProperties properties, SlipwaySettings settings) throws IOException {
    var text = properties.encryptionKey();
    if (text == null && properties.encryptionKeyFile() != null) {
      text = readFile(properties.encryptionKeyFile());
    }
    if (text != null) {
      return decode(text);
    }
    if (settings.embeddedDatabase() || settings.isSandbox()) {
      return generated(settings.dataDir());
    }
    throw new UnsafeStart(
        "No encryption key is set, so credentials could not be sealed.",
        "Set slipway.encryption-key-file to a file with 32 random bytes in Base64"
            + " (openssl rand -base64 32), kept outside the database and its backups.");
  }

  private static String readFile(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException _) {
      throw new UnsafeStart(
          "The encryption key file " + file + " cannot be read.",
          "Check slipway.encryption-key-file and the rights of the file.");
    }
  }

  private static byte[] decode(String text) {
    byte @Nullable [] key;
    try {
      key = Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException _) {
      key = null;
    }
    if (key == null || key.length != BYTES) {
      throw new UnsafeStart(
          "The encryption key is not 32 bytes in Base64.",
          "Make one with: openssl rand -base64 32");
    }
    return key;
  }

  private static byte[] generated(Path folder) throws IOException {
    var file = folder.resolve("slipway.key");
    if (Files.exists(file)) {
      return decode(Files.readString(file));
    }
    var key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    Files.createDirectories(folder);
    // Written aside and moved, so that a crash leaves no half key behind.
    var fresh =
        Files.createTempFile(
            folder,
            "key",
            null,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, Base64.getEncoder().encodeToString(key));
    Files.move(fresh, file);
    return key;
  }
}
