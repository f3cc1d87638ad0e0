package dev.muster.servlet.account;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells which endpoints there are, as an OpenAPI document. */
final class DescriptionEndpoint {
  private final String path;
  private final List<Endpoint> table;

  DescriptionEndpoint(String path, List<Endpoint> table) {
    this.path = path;
    this.table = table;
  }

  Answer show(Call call) {
    Set<String> operations = table.stream().map(Endpoint::operationId).collect(Collectors.toSet());
    return Answer.ok(OpenApiDocument.of(operations, call.within(path)));
  }
}
