export interface Env {
  IMAGES: R2Bucket;
  RECORDS: KVNamespace;
  THUMBNAIL: number; // the longer side of a thumbnail, in pixels
}

// What a bucket tells a queue.
export interface Change {
  action: "PutObject" | "CopyObject" | "CompleteMultipartUpload" | "DeleteObject" | "LifecycleDeletion";
  bucket: string;
  object: { key: string; size?: number; eTag?: string };
  eventTime: string;
}

export interface Size {
  width: number;
  height: number;
}

// What is kept of an image.
export interface ImageRecord extends Size {
  etag: string;
  bytes: number;
  type: string;
  thumbnail: Size;
}
