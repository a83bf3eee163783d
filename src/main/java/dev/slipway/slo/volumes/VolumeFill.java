package dev.slipway.slo.volumes;

import java.math.BigDecimal;

/// How full the volume of a claim is, as the kubelet of a node that mounts it measures
/// (`kubelet_volume_stats_*`, kubernetes/kubernetes:pkg/kubelet/metrics/collectors).
///
/// @param used of `capacity`, both in bytes
public record VolumeFill(String namespace, String claim, BigDecimal used, BigDecimal capacity) {}
