package dev.slipway.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/// A test of the whole portal in sandbox mode on the shared database, without the demonstration.
/// All such tests share one context: use names of your own instead of cleaning tables.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "slipway.mode=sandbox",
      "slipway.test.database=shared",
      "slipway.sandbox.demonstration=none",
      "slipway.outbound.allow-loopback=true",
      "slipway.slo.allow-loopback=true",
      // Every test is a stranger from the same address.
      "slipway.api.strangers-per-minute=100000",
      "management.server.port=0",
    })
@AutoConfigureMockMvc
public @interface SlipwayTest {}
