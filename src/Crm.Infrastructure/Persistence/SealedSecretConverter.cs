using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Crm.Infrastructure.Persistence;

internal sealed class SealedSecretConverter()
    : ValueConverter<SealedSecret, byte[]>(secret => secret.Bytes.ToArray(), bytes => new SealedSecret(bytes));
