package dev.slipway.identity.web;

import org.jspecify.annotations.Nullable;

/// @param linked whether the token came in the printed address, so nobody needs to touch it
record SetupPage(
    @Nullable String token,
    boolean linked,
    @Nullable String handle,
    @Nullable String name,
    @Nullable String failure) {}
