"""Lines over time as SVG, for reports."""

WIDTH, HEIGHT, MARGIN = 720, 160, 40
COLOURS = ("#1f77b4", "#d62728", "#2ca02c")


def chart(title, seconds, series):
    """`series` maps a name to numbers, one for each of `seconds`; all share an axis that begins at 0."""
    top = max((max(numbers) for numbers in series.values()), default=1) or 1
    parts = [f'<text x="{MARGIN}" y="14" font-weight="bold">{title}</text>']
    parts.append(f'<text x="{WIDTH - 4}" y="14" text-anchor="end">at most {top:g}</text>')
    span = max(seconds[-1] - seconds[0], 1)
    for (name, numbers), colour in zip(series.items(), COLOURS):
        points = " ".join(
            f"{MARGIN + (at - seconds[0]) / span * (WIDTH - MARGIN):.1f},{HEIGHT - 20 - number / top * (HEIGHT - 44):.1f}"
            for at, number in zip(seconds, numbers)
        )
        parts.append(f'<polyline fill="none" stroke="{colour}" points="{points}"><title>{name}</title></polyline>')
    names = "".join(f'<tspan fill="{colour}"> {name}</tspan>' for name, colour in zip(series, COLOURS))
    parts.append(f'<text x="{MARGIN}" y="{HEIGHT - 4}">{names} over {span:.0f} s</text>')
    return "\n".join(parts)


def page(charts):
    """One picture of several charts, below each other."""
    groups = "\n".join(f'<g transform="translate(0 {number * HEIGHT})">{each}</g>' for number, each in enumerate(charts))
    size = f'width="{WIDTH}" height="{HEIGHT * len(charts)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12">\n{groups}\n</svg>\n'
