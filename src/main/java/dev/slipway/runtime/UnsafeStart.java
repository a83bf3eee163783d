package dev.slipway.runtime;

/// The portal will not start like this. Shown by {@link UnsafeStartAnalyzer} without a stack trace.
public class UnsafeStart extends RuntimeException {

  private final String wayOut;

  public UnsafeStart(String what, String wayOut) {
    super(what);
    this.wayOut = wayOut;
  }

  public String wayOut() {
    return wayOut;
  }
}
