"""Photos painted anew by a ComfyUI: a process of its own, so that neither the world nor a mind ever waits for it."""
