using TwinGrid.Storage.Embedded.Log;

namespace TwinGrid.Storage.Embedded.LogFiles;

/// <summary>
/// The files of one log directory. Everything the log asks of a disk goes through here, so that a test can record it and rebuild what a crash
/// may leave. Names are never reused for another content by renaming: a file's header says what it is.
/// </summary>
internal interface ILogFileSystem
{
    /// <summary><c>direct</c>, <c>plain</c> or <c>unsynced</c>.</summary>
    string Io { get; }

    /// <summary>Free bytes on the disk.</summary>
    long FreeBytes { get; }

    /// <summary>Names of the files, in ordinal order.</summary>
    IReadOnlyList<string> List();

    /// <summary>Opens a file that is there.</summary>
    ILogFile Open(string name);

    /// <summary>Creates a file of zeros, written (not only reserved) and durable with its name when this returns.</summary>
    ILogFile Create(string name, long length);

    /// <summary>Removes a file. That it is gone need not be durable: its header says that it is not needed.</summary>
    void Delete(string name);
}

/// <summary>One file. Offsets, lengths and buffers are multiples of 4 KiB.</summary>
internal interface ILogFile : IDisposable
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Its length in bytes.</summary>
    long Length { get; }

    /// <summary>Writes. Not durable before <see cref="Flush"/>: until then a crash may leave any part of it, or nothing. Never retried by the log.</summary>
    void Write(long offset, ReadOnlySpan<byte> data);

    /// <summary>What was written is durable, under the store's class, when this returns. Free where writes are synchronous by themselves.</summary>
    void Flush();

    /// <summary>
    /// Reads up to the buffer's length and returns how much; less only at the end of the file. What it reads is on the disk once
    /// <see cref="Settle"/> has returned after the file was opened.
    /// </summary>
    int Read(long offset, Span<byte> buffer);

    /// <summary>Makes durable what an earlier process wrote, and forgets cached copies of it.</summary>
    void Settle();

    /// <summary>Cuts the file off. Need not be durable.</summary>
    void Truncate(long length);

    /// <summary>Writes zeros from its end up to the length, durably.</summary>
    void Extend(long length);
}
