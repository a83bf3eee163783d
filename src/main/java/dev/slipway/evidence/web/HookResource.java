package dev.slipway.evidence.web;

import dev.slipway.evidence.Deliveries;
import dev.slipway.evidence.Delivery;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Where incoming webhooks deliver. The signature is over the raw bytes, so nothing reads them
/// before.
@RestController
class HookResource {

  private final Deliveries deliveries;
  private final JsonMapper json;

  HookResource(Deliveries deliveries, JsonMapper json) {
    this.deliveries = deliveries;
    this.json = json;
  }

  @PostMapping("/hooks/{id}")
  @Requires(Permission.PUBLIC)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void deliver(@PathVariable String id, HttpServletRequest request) throws IOException {
    var body = request.getInputStream().readNBytes(HookSize.MOST_BYTES + 1);
    if (body.length > HookSize.MOST_BYTES) {
      deliveries.tooLarge(id, HookSize.stranger(request));
      throw HookSize.tooLarge();
    }
    var delivery =
        new Delivery(
            id,
            request.getHeader("webhook-id"),
            request.getHeader("webhook-timestamp"),
            request.getHeader("webhook-signature"),
            request.getRemoteAddr(),
            RequestIds.of(request));
    deliveries.accept(delivery, body, bytes -> HookBody.read(bytes, json));
  }
}
