using CsCheck;
using Google.Rpc;
using TwinGrid.Contracts.Storage;
using TwinGrid.Gateway.Errors;
using TwinGrid.Gateway.Tokens;
using TwinGrid.Model.Names;
using Xunit;

namespace TwinGrid.Gateway.Tests.Tokens;

public sealed class ReadTokenTests
{
    private static readonly Guid History = Guid.Parse("0f0e0d0c-0b0a-0908-0706-050403020100");

    private static readonly Gen<KeyValuePair<PartitionKey, ReadToken.Mark>[]> Vectors =
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 40], Gen.Int[0, 1023], Gen.Guid, Gen.ULong)
            .Select((plant, number, history, index) => KeyValuePair.Create(new PartitionKey(plant, number), new ReadToken.Mark(history, index)))
            .Array[0, 60]
            .Select(marks => marks.DistinctBy(mark => mark.Key).ToArray());

    [Fact]
    public void Decode_Encoded_GivesTheSameMarks() =>
        Vectors.Sample(marks => ReadToken.Decode(ReadToken.Encode(marks), "t")!.Marks.OrderBy(m => m.Key.ToString()).SequenceEqual(marks.OrderBy(m => m.Key.ToString())));

    [Fact]
    public void Decode_OnePartition_GivesItsMark()
    {
        var token = ReadToken.Decode(ReadToken.Encode(new PartitionKey("plant", 7), History, 42), "read.at_least");

        Assert.Equal(new ReadToken.Mark(History, 42), token!.Marks[new PartitionKey("plant", 7)]);
    }

    [Fact]
    public void Decode_AnyChangedCharacter_IsRefused() =>
        Gen.Select(Gen.Int[0, 40], Gen.Char["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"]).Sample((at, with) =>
        {
            var token = ReadToken.Encode(new PartitionKey("plant", 7), History, 42);
            var changed = token.ToCharArray();
            changed[at % token.Length] = with;
            var text = new string(changed);
            return text == token || Refused(text) || ReadToken.Decode(text, "t")!.Marks.ContainsKey(new PartitionKey("plant", 7));
        });

    [Fact]
    public void Decode_AnyText_NeverFailsOtherwise() =>
        Gen.String.Sample(text => text.Length == 0 ? ReadToken.Decode(text, "t") is null : Refused(text));

    [Fact]
    public void Decode_Empty_IsNone() => Assert.Null(ReadToken.Decode("", "t"));

    [Theory]
    [InlineData("!!!", "base64url")]
    [InlineData("AAAAAAAA", "checksum")]
    public void Decode_Damaged_NamesFieldAndFault(string token, string fault)
    {
        var refusal = Assert.Throws<RefusalException>(() => ReadToken.Decode(token, "read.at_least"));

        Assert.Equal(ErrorTable.InvalidToken, refusal.Row);
        Assert.Contains(fault, refusal.Message, StringComparison.Ordinal);
        Assert.Equal("read.at_least", refusal.ToStatus().GetDetail<BadRequest>().FieldViolations.Single().Field);
    }

    [Fact]
    public void Decode_TokenOfAnotherKind_NamesBoth()
    {
        var events = new EventToken("p", new Dictionary<int, EventToken.Mark> { [0] = new(History, new EventPosition(5, 2)) }).Encode();

        var refusal = Assert.Throws<RefusalException>(() => ReadToken.Decode(events, "read.at_least"));

        Assert.Contains("Events", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EventToken_RoundTrip_GivesTheSame()
    {
        var marks = new Dictionary<int, EventToken.Mark> { [0] = new(History, new EventPosition(5, 2)), [1023] = new(Guid.Empty, new EventPosition(ulong.MaxValue, int.MaxValue)) };

        var token = EventToken.Decode(new EventToken("p", marks).Encode(), "resume_token")!;

        Assert.Equal("p", token.Plant);
        Assert.Equal(marks, token.Marks);
    }

    [Fact]
    public void PageToken_OfAnotherList_IsRefused()
    {
        var token = PageToken.Encode("lines of plants/a", "line-1");

        Assert.Equal("line-1", PageToken.Decode("lines of plants/a", token));
        Assert.Throws<RefusalException>(() => PageToken.Decode("lines of plants/b", token));
    }

    private static bool Refused(string text)
    {
        try
        {
            ReadToken.Decode(text, "t");
            return false;
        }
        catch (RefusalException refusal)
        {
            return refusal.Row == ErrorTable.InvalidToken;
        }
    }
}
