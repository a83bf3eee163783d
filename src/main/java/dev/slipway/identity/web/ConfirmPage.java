package dev.slipway.identity.web;

import org.jspecify.annotations.Nullable;

record ConfirmPage(boolean sandbox, String name, String next, @Nullable String failure) {}
