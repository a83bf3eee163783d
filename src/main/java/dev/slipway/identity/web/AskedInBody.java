package dev.slipway.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/// What the JSON body of a refused request names, so that the trail says what was attempted. Read
/// only for people who are signed in, only a short body of a length that was told, and only texts
/// at its top; whatever is not understood is left out.
final class AskedInBody {

  private static final int LONGEST = 16 << 10;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private AskedInBody() {}

  static Map<String, String> texts(HttpServletRequest request, Set<String> names) {
    var length = request.getContentLengthLong();
    if (length <= 0 || length > LONGEST || !isJson(request.getContentType())) {
      return Map.of();
    }
    try {
      return read(request.getInputStream().readNBytes(LONGEST), names);
    } catch (IOException | JacksonException _) {
      return Map.of();
    }
  }

  private static Map<String, String> read(byte[] body, Set<String> names) {
    var found = new HashMap<String, String>();
    try (var parser = JSON.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return found;
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        var name = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING && names.contains(name)) {
          found.putIfAbsent(name, parser.getString());
        }
        parser.skipChildren();
      }
    }
    return found;
  }

  private static boolean isJson(@Nullable String type) {
    try {
      return type != null
          && MediaType.APPLICATION_JSON.isCompatibleWith(MediaType.parseMediaType(type));
    } catch (InvalidMediaTypeException _) {
      return false;
    }
  }
}
