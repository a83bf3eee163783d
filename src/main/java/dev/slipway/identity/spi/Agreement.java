package dev.slipway.identity.spi;

import dev.slipway.kernel.Actor;
import java.util.List;

/// For whom an act is done and who agreed to it.
///
/// @param requester the actor of the event that follows
/// @param by names of those who agreed
public record Agreement(Actor requester, List<String> by) {

  public Agreement {
    by = List.copyOf(by);
  }
}
