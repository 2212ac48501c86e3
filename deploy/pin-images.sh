#!/bin/sh
# Write docker-compose.digests.yml: the images that docker-compose.yml names, by the digest that the registry has for
# them now. `make pin-images` runs it. Then: docker compose -f docker-compose.yml -f docker-compose.digests.yml up
# Run it again to get newer ones, and look at the difference. It needs docker with buildx, and the network.
set -eu
cd "$(dirname "$0")/.."
new=docker-compose.digests.yml.new
{
    echo "# Written by deploy/pin-images.sh."
    echo "services:"
    awk '/^  [a-z]+:$/ {service = $1} /^    image: / && $2 != "roundtable" {print service, $2}' docker-compose.yml |
        while read -r service image; do
            digest=$(docker buildx imagetools inspect --format '{{.Manifest.Digest}}' "$image")
            printf '  %s\n    image: %s@%s\n' "$service" "$image" "$digest"
        done
} > "$new"
grep -q 'image: .*@sha256:' "$new"
mv "$new" docker-compose.digests.yml
cat docker-compose.digests.yml
