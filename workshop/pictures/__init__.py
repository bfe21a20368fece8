"""Pictures of what a view holds, as SVG: drawn once, for screens, projector, files and paper."""
