package dev.slipway.plans.spi;

/// Whether the registry that an image names still has it.
///
/// @param why which image is gone, or why nobody could tell; empty where it is there
public record ImagePresence(State state, String why) {

  /// An image that nobody could tell of is neither there nor gone.
  public enum State {
    THERE,
    GONE,
    NOT_KNOWN
  }

  public static final ImagePresence THERE = new ImagePresence(State.THERE, "");

  public static ImagePresence gone(String why) {
    return new ImagePresence(State.GONE, why);
  }

  public static ImagePresence notKnown(String why) {
    return new ImagePresence(State.NOT_KNOWN, why);
  }

  public boolean isGone() {
    return state == State.GONE;
  }
}
