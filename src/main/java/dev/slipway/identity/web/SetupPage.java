package dev.slipway.identity.web;

import org.jspecify.annotations.Nullable;

record SetupPage(
    @Nullable String token,
    @Nullable String handle,
    @Nullable String name,
    @Nullable String failure) {}
