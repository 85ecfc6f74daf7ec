namespace TwinGrid.Simulation.Flow.Crews;

/// <summary>Claims that wait: the lowest priority number first, among equal ones who came first. An array that grows to the largest number ever in it.</summary>
internal sealed class ClaimQueue
{
    private ResourceClaim[] claims = new ResourceClaim[8];

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    /// <summary>Who is next.</summary>
    public ResourceClaim First => claims[0];

    /// <summary>Lines a claim up.</summary>
    public void Add(ResourceClaim claim)
    {
        if (Count == claims.Length)
        {
            Array.Resize(ref claims, Count * 2);
        }

        var place = Count++;
        while (place > 0 && claims[place - 1].Priority > claim.Priority)
        {
            claims[place] = claims[place - 1];
            place--;
        }

        claims[place] = claim;
    }

    /// <summary>Takes the next one out.</summary>
    public ResourceClaim RemoveFirst()
    {
        var claim = claims[0];
        Remove(claim);
        return claim;
    }

    /// <summary>Takes a claim out. False when it does not wait here.</summary>
    public bool Remove(ResourceClaim claim)
    {
        var place = Array.IndexOf(claims, claim, 0, Count);
        if (place < 0)
        {
            return false;
        }

        Count--;
        Array.Copy(claims, place + 1, claims, place, Count - place);
        claims[Count] = null!;
        return true;
    }
}
