package dev.slipway.plans;

import dev.slipway.kernel.Actor;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How parts of a plan are written into its row.
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  static JsonNode parse(String text) {
    return MAPPER.readTree(text);
  }

  static <T> T read(String text, Class<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JacksonException failure) {
      throw new IllegalStateException("a stored " + type.getSimpleName() + " is broken", failure);
    }
  }

  static <T> T read(String text, TypeReference<T> type) {
    return MAPPER.readValue(text, type);
  }

  static Actor actor(String text) {
    return read(text, Actor.class);
  }
}
