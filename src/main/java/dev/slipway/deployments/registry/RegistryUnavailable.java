package dev.slipway.deployments.registry;

import org.jspecify.annotations.Nullable;

/// A registry gave no usable answer; the message says why, in words for people.
class RegistryUnavailable extends Exception {

  RegistryUnavailable(String why) {
    this(why, null);
  }

  RegistryUnavailable(String why, @Nullable Throwable cause) {
    super(why, cause);
  }

  String why() {
    var message = getMessage();
    return message == null ? "no answer" : message;
  }
}
