package dev.slipway.identity;

import dev.slipway.kernel.FieldRefused;

/// A name, handle, password or grant that cannot be accepted, and what would be.
public class InvalidIdentity extends FieldRefused {

  public InvalidIdentity(String message) {
    this("", message);
  }

  /// @param field the name that forms give it, or an empty string where it is none of theirs
  InvalidIdentity(String field, String message) {
    super(field, message);
  }
}
