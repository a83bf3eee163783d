package dev.slipway.kernel;

/// The road by which an actor reached the portal.
public enum Via {
  SESSION,
  TOKEN,
  SYSTEM,
  CLUSTER,
  WEBHOOK,
  ANONYMOUS
}
