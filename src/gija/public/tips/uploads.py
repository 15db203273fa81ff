"""Files of a form in memory and nowhere else: Django would put the larger ones on the disk, in clear."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from gija.public.tips.config import MOST_BYTES, MOST_FILES


class InMemory(FileUploadHandler):
    """Keeps files until they are `most` bytes together; the rest is read and let go, and `too_large` says so: the form
    then comes back with all that was written."""

    def __init__(self, most: int = MOST_BYTES, files: int = MOST_FILES) -> None:
        super().__init__()
        self.most, self.files = most, files
        self.size = self.count = 0
        self.kept = io.BytesIO()

    @property
    def too_large(self) -> bool:
        return self.size > self.most

    @property
    def too_many(self) -> bool:
        return self.count > self.files

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.count += 1
        self.kept = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if not self.too_large and not self.too_many:
            self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        size = self.kept.tell()
        self.kept.seek(0)
        name, kind = self.file_name or "", self.content_type or ""
        return InMemoryUploadedFile(self.kept, self.field_name, name, kind, size, None)
