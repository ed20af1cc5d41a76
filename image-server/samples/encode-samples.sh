#!/bin/sh
# Encodes the drawn pictures ($1) as the sample collection ($2) and the health probe ($3), with Debian's opj_compress
# and tiffcp.
set -eu
drawn=$1
out=$2
probe=$3
work=$(mktemp -d)
mkdir -p "$out/open" "$out/closed" "$probe"

# Tiled with 512 pixels: iipsrv decodes such files fastest.
jp2() { # picture, levels, ratio, file
  opj_compress -i "$drawn/$1.ppm" -o "$4" -I -r "$3" -t 512,512 -n "$2" -p RPCL -c '[256,256]' -b 64,64 -PLT -TLM -threads ALL_CPUS > /dev/null
}
jp2 survey-map 7 15 "$out/closed/survey-map.jp2"
jp2 waves 5 15 "$out/closed/waves.jp2"
jp2 mountains 6 12 "$out/open/mountains.jp2"
jp2 test-chart 5 10 "$out/open/test-chart.jp2"

# A pyramid in one TIFF: the picture, and its halves as further directories.
opj_compress -i "$drawn/mandelbrot.ppm" -o "$work/pyramid.jp2" -n 5 -threads ALL_CPUS > /dev/null
for level in 0 1 2 3; do
  opj_decompress -i "$work/pyramid.jp2" -o "$work/level-$level.tif" -r "$level" > /dev/null
done
tiffcp -t -w 256 -l 256 -c jpeg:r:90 "$work"/level-[0-3].tif "$out/open/mandelbrot.tif"

opj_compress -i "$drawn/probe.ppm" -o "$probe/probe.jp2" -n 2 > /dev/null
rm -r "$work"
