package dev.slipway.identity.web;

import org.jspecify.annotations.Nullable;

/// @param next where to go afterwards; empty in a tab of its own, which only says that it worked
/// @param done whether it has just worked
record ConfirmPage(
    boolean sandbox, String name, String next, boolean done, @Nullable String failure) {}
