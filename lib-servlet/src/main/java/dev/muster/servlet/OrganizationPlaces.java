package dev.muster.servlet;

import dev.muster.scope.OrganizationSelector;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a request may name its organization besides the path: a header, the first label of the host
 * name. Collects texts and judges none. Immutable.
 *
 * @param header the header's name, or null for none
 * @param domain the domain whose first sublabel counts, in lower case, or null for none
 */
record OrganizationPlaces(@Nullable String header, @Nullable String domain) {
  static final OrganizationPlaces PATH_ONLY = new OrganizationPlaces(null, null);

  /** An organization has two names, its slug and its id, so three texts never agree. */
  private static final int ENOUGH_TO_DISAGREE = 3;

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Set<String> TAKEN = Set.of("authorization", "cookie", "host", "origin");

  OrganizationSelector collect(OrganizationSelector named, HttpServletRequest request) {
    OrganizationSelector selector = named;
    if (header != null) {
      List<String> texts = Credentials.headers(request, header);
      for (String text : texts.size() < 2 ? texts : distinct(texts)) {
        selector = selector.header(text);
      }
    }
    return domain == null
        ? selector
        : Subdomain.of(request.getServerName(), domain).map(selector::subdomain).orElse(selector);
  }

  private static List<String> distinct(List<String> texts) {
    return texts.stream().distinct().limit(ENOUGH_TO_DISAGREE).toList();
  }

  static Optional<String> faultOfHeader(String name) {
    if (!name.matches(TOKEN)) {
      return Optional.of("organization header `" + name + "` is no name of a header");
    }
    return TAKEN.contains(name.toLowerCase(Locale.ROOT))
        ? Optional.of("organization header `" + name + "` means something else already")
        : Optional.empty();
  }
}
