package dev.slipway.identity.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What stands between people and the portal.
///
/// @param trustedProxies addresses or networks (`10.42.0.0/16`) of the ingress, whose
///   `X-Forwarded-For` is believed; without any, the header is ignored
@ConfigurationProperties("slipway")
record ProxyProperties(@DefaultValue List<String> trustedProxies) {}
