package dev.slipway.runtime;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How this portal was started.
///
/// @param embeddedDatabase whether PostgreSQL runs inside the portal's own data folder
/// @param publicUrl address that people use; null where none is set (sandbox, trial on loopback)
public record SlipwaySettings(
    Mode mode, boolean embeddedDatabase, Path dataDir, @Nullable URI publicUrl) {

  public boolean isSandbox() {
    return mode == Mode.SANDBOX;
  }
}
