package dev.slipway.slo.prometheus;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where a Prometheus may be.
///
/// @param allowLoopback whether one that an administrator names may be on this host's loopback
@ConfigurationProperties("slipway.slo")
record PrometheusProperties(@DefaultValue("false") boolean allowLoopback) {}
