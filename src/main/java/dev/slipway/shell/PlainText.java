package dev.slipway.shell;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/// What a value may be, wherever it comes from: text that the database can keep, and in JSON only
/// what it says and nothing that could be meant.
@Configuration(proxyBeanMethods = false)
class PlainText {

  /// No NUL, and no half of a surrogate pair: neither can be stored.
  static boolean isText(String value) {
    return value
        .codePoints()
        .noneMatch(point -> point == 0 || (point <= 0xffff && Character.isSurrogate((char) point)));
  }

  /// A fraction is no count, a string is no number, and of two fields of one name neither holds.
  @Bean
  JsonMapperBuilderCustomizer nothingButWhatItSays() {
    var texts = new SimpleModule("plain-text").addDeserializer(String.class, new Text());
    return json ->
        json.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addModule(texts);
  }

  private static final class Text extends StdScalarDeserializer<String> {

    Text() {
      super(String.class);
    }

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context) {
      var text = StringDeserializer.instance.deserialize(parser, context);
      if (text != null && !isText(text)) {
        return context.reportInputMismatch(this, "a string with a NUL or half a character");
      }
      return text;
    }
  }
}
