package dev.slipway.clusters.resources;

/// How far a cluster told of one kind.
///
/// @param why what kept it from telling all, and what to do, for people; empty if nothing did
public record Told(State state, String why) {

  public static final Told ALL = new Told(State.ALL, "");

  /// How far it went.
  public enum State {
    ALL,
    /// There are more than were read.
    PART,
    NOT_INSTALLED,
    FORBIDDEN,
    FAILED
  }

  /// Whether what is not among the objects is not there.
  public boolean isWhole() {
    return state == State.ALL;
  }

  /// Whether there is anything to judge.
  public boolean isSome() {
    return state == State.ALL || state == State.PART;
  }
}
