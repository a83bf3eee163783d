package dev.slipway.deployments.web;

import dev.slipway.deployments.RevertWatch;

/// What is told while the portal looks whether somebody puts a change back, and afterwards.
public record WatchNote(RevertWatch watch) {

  public String state() {
    return switch (watch.state()) {
      case WATCHING -> "progressing";
      case KEPT -> "succeeded";
      case REVERTED -> "failed";
      case UNSEEN -> "unknown";
    };
  }

  public String title() {
    return switch (watch.state()) {
      case WATCHING -> "Watching whether this is reverted.";
      case KEPT -> "Kept.";
      case REVERTED -> "This change is gone.";
      case UNSEEN -> "Not known whether this was reverted.";
    };
  }

  public String text() {
    var owner = watch.owner() + " heals this workload by itself";
    return switch (watch.state()) {
      case WATCHING -> owner + ". The portal looks for five minutes and says here what it saw.";
      case KEPT, UNSEEN -> owner + ". " + watch.text();
      case REVERTED ->
          watch.text()
              + " "
              + owner
              + ": make the change in its source, or the next one goes the same way.";
    };
  }
}
