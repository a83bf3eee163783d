package dev.slipway.identity;

import dev.slipway.kernel.UuidV7;
import java.util.UUID;

/// A person; every session and token leads to one or to none.
public record PersonId(UUID value) {

  public static PersonId next() {
    return new PersonId(UuidV7.next());
  }
}
