package dev.slipway.sandbox;

import java.util.List;

/// How far the story of the demonstration is.
///
/// @param underWay whether it is being told
/// @param missing what did not come about and why, one sentence each
public record Telling(boolean underWay, List<String> missing) {

  static final Telling UNTOLD = new Telling(false, List.of());

  public Telling {
    missing = List.copyOf(missing);
  }
}
