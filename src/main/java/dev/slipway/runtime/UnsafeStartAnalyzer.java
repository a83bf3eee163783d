package dev.slipway.runtime;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Prints why the portal refuses to start and what to do, in plain words.
class UnsafeStartAnalyzer extends AbstractFailureAnalyzer<UnsafeStart> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, UnsafeStart cause) {
    return new FailureAnalysis(
        "Slipway refuses to start. " + cause.getMessage(), cause.wayOut(), cause);
  }
}
