package dev.slipway.shell;

import dev.slipway.kernel.Actor;

/// A session of this person has just ended here. Others of the same person may go on, so a stream
/// asks for its own.
public record SignedOut(Actor actor) {}
