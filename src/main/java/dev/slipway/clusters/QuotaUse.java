package dev.slipway.clusters;

/// One line of a ResourceQuota, by `status.hard` and `status.used`.
public record QuotaUse(String quota, String resource, String used, String hard) {}
