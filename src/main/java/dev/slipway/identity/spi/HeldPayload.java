package dev.slipway.identity.spi;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What a held act needs, as text. Read strictly: what another version of the portal wrote down in
/// another form must fail, not be done with a part missing.
public final class HeldPayload {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private HeldPayload() {}

  public static String write(Object wish) {
    return JSON.writeValueAsString(wish);
  }

  public static <T> T read(String payload, Class<T> wish) {
    return JSON.readValue(payload, wish);
  }
}
