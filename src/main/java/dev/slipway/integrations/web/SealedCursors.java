package dev.slipway.integrations.web;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.runtime.Sealing;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/// Binds the cursor of every list to the list, its filter and the person who reads it, by a keyed
/// hash: one of another search, of somebody else, or changed on its way, is none.
@Component
class SealedCursors {

  private static final int MAC_CHARACTERS = 32;

  private final Sealing sealing;

  SealedCursors(Sealing sealing) {
    this.sealing = sealing;
  }

  String seal(String position, HttpServletRequest request, Actor actor) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            (mac(position, request, actor) + position).getBytes(StandardCharsets.UTF_8));
  }

  /// The position in a cursor.
  ///
  /// @throws DomainFailure INVALID_REQUEST if this list did not give it to this person
  String open(String cursor, HttpServletRequest request, Actor actor) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      if (text.length() > MAC_CHARACTERS) {
        var position = text.substring(MAC_CHARACTERS);
        if (same(text.substring(0, MAC_CHARACTERS), mac(position, request, actor))) {
          return position;
        }
      }
    } catch (IllegalArgumentException _) {
      // Not even what a list encodes.
    }
    throw new DomainFailure(
        ProblemType.INVALID_REQUEST,
        "The cursor is not one that this list gave you for this search. Begin with the first page"
            + " again.");
  }

  private String mac(String position, HttpServletRequest request, Actor actor) {
    var bound =
        String.join(
            "\n",
            "api cursor",
            request.getServletPath(),
            filter(request.getParameterMap()),
            String.valueOf(actor.person()),
            position);
    return sealing.mac(bound.getBytes(StandardCharsets.UTF_8)).substring(0, MAC_CHARACTERS);
  }

  private static String filter(Map<String, String[]> parameters) {
    var filter = new TreeMap<String, String>();
    parameters.forEach((name, values) -> filter.put(name, Arrays.toString(values)));
    filter.remove("cursor");
    filter.remove("limit");
    return filter.toString();
  }

  private static boolean same(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }
}
