package dev.muster.clerk.stub;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Permissions as the second version of session tokens spells them: features, the permissions that
 * occur in any of them, and for each feature a number whose bits choose among those.
 */
final class FeatureBits {
  private final Map<String, Set<String>> features = new LinkedHashMap<>();
  private final Set<String> permissions = new LinkedHashSet<>();

  /** Takes keys such as {@code org:dashboard:read}. */
  FeatureBits(List<String> keys) {
    for (String key : keys) {
      String[] parts = key.split(":", -1);
      features.computeIfAbsent(parts[1], feature -> new LinkedHashSet<>()).add(parts[2]);
      permissions.add(parts[2]);
    }
  }

  String fea() {
    return features.keySet().stream().map(each -> "o:" + each).collect(Collectors.joining(","));
  }

  String per() {
    return String.join(",", permissions);
  }

  String fpm() {
    return features.values().stream()
        .map(held -> Integer.toString(bits(held)))
        .collect(Collectors.joining(","));
  }

  private int bits(Set<String> held) {
    int bits = 0;
    int bit = 1;
    for (String permission : permissions) {
      bits |= held.contains(permission) ? bit : 0;
      bit <<= 1;
    }
    return bits;
  }
}
