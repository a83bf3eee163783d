package dev.slipway.kernel;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.UUID;

/// Time-ordered identifiers (RFC 9562, version 7), made by the application so that an id is known
/// before the row exists.
public final class UuidV7 {

  private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator();

  private UuidV7() {}

  public static UUID next() {
    return GENERATOR.generate();
  }
}
